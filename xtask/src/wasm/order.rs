//! The order of the functions in a program. Nothing depends on it but the compression: brotli finds more repetition where similar
//! functions are next to each other. wasm-bindgen orders them by size.

use anyhow::Result;
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

/// Whether a program needs anything from its caller.
///
/// # Errors
/// If this is no program.
pub fn has_imports(wasm: &[u8]) -> Result<bool> {
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::ImportSection(section) = payload? {
            return Ok(section.count() > 0);
        }
    }
    Ok(false)
}

/// Orders the functions by their types, then by their code. Removes what only tools read: names, and the features that were used.
///
/// # Errors
/// If this is no program.
pub fn by_likeness(wasm: &[u8]) -> Result<Vec<u8>> {
    let (mut imported, mut types, mut bodies) = (0, Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::FunctionSection(section) => types = section.into_iter().collect::<Result<Vec<u32>, _>>()?,
            Payload::CodeSectionEntry(body) => bodies.push(&wasm[body.range()]),
            _ => {}
        }
    }
    let mut order: Vec<usize> = (0..bodies.len()).collect();
    order.sort_by_key(|one| (types[*one], bodies[*one]));
    let mut places = vec![0; order.len()];
    for (place, one) in (imported..).zip(&order) {
        places[*one] = place;
    }
    let mut ordered = Module::new();
    let mut reorder = Reorder {
        imported,
        order,
        places,
    };
    reorder.parse_core_module(&mut ordered, Parser::new(0), wasm)?;
    Ok(ordered.finish())
}

struct Reorder {
    /// The number of imported functions, which come first and stay there.
    imported: u32,
    /// The other functions in their new order, as they were numbered.
    order: Vec<usize>,
    /// The new index of each.
    places: Vec<u32>,
}

impl Reencode for Reorder {
    type Error = Infallible;

    fn function_index(&mut self, index: u32) -> Result<u32, Error<Infallible>> {
        let own = index.checked_sub(self.imported);
        Ok(own.map_or(index, |own| self.places[own as usize]))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for one in &self.order {
            functions.function(types[*one]);
        }
        Ok(())
    }

    fn parse_custom_section(
        &mut self,
        _: &mut Module,
        _: wasmparser::CustomSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for one in self.order.clone() {
            self.parse_function_body(code, bodies[one].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, ExportKind, ExportSection, Function, ImportSection, TypeSection};

    /// A program of an import and three functions, in the wrong order: each calls the import, and the function as far from the other end.
    fn program() -> Vec<u8> {
        let (mut types, mut imports, mut functions) =
            (TypeSection::new(), ImportSection::new(), FunctionSection::new());
        let (mut exports, mut code) = (ExportSection::new(), CodeSection::new());
        types.ty().function([], []);
        imports.import("host", "first", EntityType::Function(0));
        for index in 1..=3 {
            functions.function(0);
            exports.export(&format!("export-{index}"), ExportKind::Func, index);
            let mut body = Function::new([]);
            body.instructions().call(0).call(4 - index).end();
            code.function(&body);
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions);
        module.section(&exports).section(&code);
        module.finish()
    }

    /// What each export calls: the import, or the functions by the names under which they are exported.
    fn calls(wasm: &[u8]) -> Vec<(String, Vec<String>)> {
        let (mut names, mut bodies) = (vec!["first".to_owned(); 4], Vec::new());
        for payload in Parser::new(0).parse_all(wasm) {
            match payload.unwrap() {
                Payload::ExportSection(section) => {
                    for export in section {
                        let export = export.unwrap();
                        names[export.index as usize] = export.name.to_owned();
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    let operators = body.get_operators_reader().unwrap().into_iter();
                    let called = operators.filter_map(|operator| match operator.unwrap() {
                        wasmparser::Operator::Call { function_index } => Some(function_index as usize),
                        _ => None,
                    });
                    bodies.push(called.collect::<Vec<_>>());
                }
                _ => {}
            }
        }
        let own = names[1..].iter().cloned().zip(bodies);
        let mut all: Vec<_> = own
            .map(|(name, called)| (name, called.iter().map(|index| names[*index].clone()).collect()))
            .collect();
        all.sort();
        all
    }

    #[test]
    fn every_function_still_calls_the_same() {
        let (before, after) = (program(), by_likeness(&program()).unwrap());
        assert_ne!(before, after);
        assert_eq!(before.len(), after.len());
        assert_eq!(calls(&before), calls(&after));
    }
}
