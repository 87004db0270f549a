//! Joins the modules that the cut makes. The cut puts what several parts share into a module for every
//! combination of parts, eighty of them, most with a word or two: each costs a request, a compilation and
//! a link of its own. They are joined into a few files by who uses them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, DataCountSection, DataSection, ElementSection, ExportSection, FunctionSection,
    ImportSection, Module, TypeSection,
};
use wasmparser::{DataKind, Parser, Payload};

use crate::Outcome;

/// Files for what several parts share, in order: each takes what any of its parts uses. A file that has the
/// name of a part is that part's own one, which the other parts then need too.
const SHARED: [(&str, &[&str]); 3] = [
    // Small, and all that a worker needs beside its own parts.
    ("beside", &["worker", "coach", "weigher"]),
    // Today's rows are of this part, so it is there before any other.
    ("pack", &["pack"]),
    ("shared", &[]),
];

/// Which modules each file consists of, and which files each part needs.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// File → modules, in order.
    pub files: BTreeMap<String, Vec<String>>,
    /// Part → files.
    pub parts: BTreeMap<String, BTreeSet<String>>,
}

/// Sorts modules into files. `needs`: part → the modules that it needs.
pub fn plan(needs: &HashMap<String, Vec<String>>) -> Plan {
    let mut users: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (part, modules) in needs {
        for module in modules {
            users.entry(module).or_default().insert(part);
        }
    }
    let mut plan = Plan::default();
    for part in needs.keys() {
        plan.parts.insert(part.clone(), BTreeSet::new());
    }
    for (module, parts) in users {
        let file = file_of(&parts);
        let modules = plan.files.entry(file.to_owned()).or_default();
        modules.push(module.to_owned());
        for part in parts {
            let files = plan.parts.entry(part.to_owned()).or_default();
            files.insert(file.to_owned());
        }
    }
    plan
}

fn file_of<'a>(parts: &BTreeSet<&'a str>) -> &'a str {
    let mut all = parts.iter();
    if let (Some(only), None) = (all.next(), all.next()) {
        return only;
    }
    let takes = |of: &[&str]| of.is_empty() || of.iter().any(|part| parts.contains(part));
    let shared = SHARED.iter().find(|(_, of)| takes(of));
    shared.map_or("shared", |(file, _)| file)
}

/// One module that does what `modules` do when all of them are loaded. They must have one table of types,
/// and import all that they do not define by name; calls between them go through the shared table.
///
/// # Errors
/// When one is no such module.
pub fn join(modules: &[&[u8]]) -> Outcome<Vec<u8>> {
    let mut joined = Joined::default();
    for module in modules {
        joined
            .add(module)
            .map_err(|error| format!("The parts could not be joined: {error}"))?;
    }
    Ok(joined.finish())
}

#[derive(Default)]
struct Joined<'a> {
    types: Option<(&'a [u8], TypeSection)>,
    /// Name → index, of each kind of import.
    globals: BTreeMap<(&'a str, &'a str), u32>,
    others: BTreeSet<(&'a str, &'a str)>,
    imports: ImportSection,
    functions: FunctionSection,
    elements: ElementSection,
    code: CodeSection,
    data: DataSection,
    /// What is added to the indexes of the module that is being added.
    shift: Shift,
}

#[derive(Default)]
struct Shift {
    functions: u32,
    data: u32,
    globals: Vec<u32>,
}

type Added = Result<(), Error<String>>;

fn odd(what: &str) -> Error<String> {
    Error::UserError(what.to_owned())
}

impl Reencode for Shift {
    type Error = String;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<String>> {
        Ok(self.functions + function)
    }

    fn data_index(&mut self, data: u32) -> Result<u32, Error<String>> {
        Ok(self.data + data)
    }

    fn global_index(&mut self, global: u32) -> Result<u32, Error<String>> {
        let known = self.globals.get(global as usize);
        known.copied().ok_or_else(|| odd("a global of its own"))
    }

    // There is one memory and one table.
    fn memory_index(&mut self, memory: u32) -> Result<u32, Error<String>> {
        if memory == 0 {
            Ok(0)
        } else {
            Err(odd("a second memory"))
        }
    }

    fn table_index(&mut self, table: u32) -> Result<u32, Error<String>> {
        if table == 0 {
            Ok(0)
        } else {
            Err(odd("a second table"))
        }
    }
}

impl<'a> Joined<'a> {
    fn add(&mut self, module: &'a [u8]) -> Added {
        self.shift = Shift {
            functions: self.functions.len(),
            data: self.data.len(),
            globals: Vec::new(),
        };
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TypeSection(types) => {
                    let range = types.range();
                    let bytes = &module[range.start as usize..range.end as usize];
                    match &self.types {
                        None => {
                            let mut section = TypeSection::new();
                            self.shift.parse_type_section(&mut section, types)?;
                            self.types = Some((bytes, section));
                        }
                        Some((known, _)) if *known == bytes => {}
                        Some(_) => return Err(odd("other types")),
                    }
                }
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        self.import(import?)?;
                    }
                }
                Payload::FunctionSection(functions) => {
                    self.shift
                        .parse_function_section(&mut self.functions, functions)?;
                }
                Payload::ElementSection(elements) => {
                    self.shift
                        .parse_element_section(&mut self.elements, elements)?;
                }
                Payload::CodeSectionEntry(body) => {
                    self.shift.parse_function_body(&mut self.code, body)?;
                }
                Payload::DataSection(data) => {
                    for data in data {
                        let data = data?;
                        if matches!(data.kind, DataKind::Passive) {
                            return Err(odd("data that are not placed"));
                        }
                        self.shift.parse_data(&mut self.data, data)?;
                    }
                }
                Payload::ExportSection(exports) if exports.count() == 0 => {}
                Payload::Version { .. }
                | Payload::DataCountSection { .. }
                | Payload::CodeSectionStart { .. }
                | Payload::CustomSection(_)
                | Payload::End(_) => {}
                other => return Err(odd(&format!("{other:?}"))),
            }
        }
        Ok(())
    }

    fn import(&mut self, import: wasmparser::Import<'a>) -> Added {
        let name = (import.module, import.name);
        match import.ty {
            wasmparser::TypeRef::Global(_) => {
                let next = self.globals.len() as u32;
                let known = self.globals.get(&name).copied();
                self.shift.globals.push(known.unwrap_or(next));
                if known.is_some() {
                    return Ok(());
                }
                self.globals.insert(name, next);
            }
            wasmparser::TypeRef::Table(_) | wasmparser::TypeRef::Memory(_) => {
                if !self.others.insert(name) {
                    return Ok(());
                }
            }
            _ => return Err(odd(&format!("imports {}", import.name))),
        }
        let kind = self.shift.entity_type(import.ty)?;
        self.imports.import(import.module, import.name, kind);
        Ok(())
    }

    fn finish(self) -> Vec<u8> {
        let mut module = Module::new();
        if let Some((_, types)) = &self.types {
            module.section(types);
        }
        module.section(&self.imports);
        module.section(&self.functions);
        module.section(&ExportSection::new());
        if !self.elements.is_empty() {
            module.section(&self.elements);
        }
        module.section(&DataCountSection {
            count: self.data.len(),
        });
        module.section(&self.code);
        module.section(&self.data);
        module.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{ConstExpr, Elements, EntityType, Function, GlobalType, ValType};

    fn needs(all: &[(&str, &[&str])]) -> HashMap<String, Vec<String>> {
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        let part = |&(part, all): &(&str, &[&str])| (part.to_owned(), names(all));
        all.iter().map(part).collect()
    }

    #[test]
    fn modules_are_sorted_by_who_uses_them() {
        let plan = plan(&needs(&[
            ("pack", &["chunk_1", "chunk_2", "split_pack"]),
            (
                "practice",
                &["chunk_1", "chunk_3", "chunk_4", "split_practice"],
            ),
            ("settings", &["chunk_1", "chunk_3", "split_settings"]),
            ("worker", &["chunk_2", "chunk_4", "split_worker"]),
            ("empty", &[]),
        ]));
        let file = |name: &str| plan.files[name].join(" ");
        assert_eq!(
            file("pack"),
            "chunk_1 split_pack",
            "what it shares is in its own"
        );
        assert_eq!(file("shared"), "chunk_3");
        assert_eq!(
            file("beside"),
            "chunk_2 chunk_4",
            "a worker needs nothing else"
        );
        assert_eq!(file("practice"), "split_practice");
        assert_eq!(plan.files.len(), 6);
        let part =
            |name: &str| Vec::from_iter(plan.parts[name].iter().map(String::as_str)).join(" ");
        assert_eq!(part("pack"), "beside pack");
        assert_eq!(part("practice"), "beside pack practice shared");
        assert_eq!(part("settings"), "pack settings shared");
        assert_eq!(part("worker"), "beside worker");
        assert_eq!(part("empty"), "");
    }

    /// Function 1 calls function 0, which adds the stack's global to `add`. One data segment and one
    /// place in the table.
    fn module(add: i32, place: i32, has_global: bool) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], [ValType::I32]);
        let mut imports = ImportSection::new();
        let global = GlobalType {
            val_type: ValType::I32,
            mutable: true,
            shared: false,
        };
        if has_global {
            imports.import("link", "stack", global);
        }
        let table = wasm_encoder::TableType {
            element_type: wasm_encoder::RefType::FUNCREF,
            table64: false,
            minimum: 8,
            maximum: None,
            shared: false,
        };
        imports.import("link", "table", EntityType::Table(table));
        let memory = wasm_encoder::MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        };
        imports.import("link", "memory", EntityType::Memory(memory));
        let mut functions = FunctionSection::new();
        functions.function(0).function(0);
        let mut elements = ElementSection::new();
        let at = ConstExpr::i32_const(place);
        elements.active(Some(0), &at, Elements::Functions([1].as_slice().into()));
        let mut code = CodeSection::new();
        let mut adds = Function::new([]);
        adds.instructions().i32_const(add);
        if has_global {
            adds.instructions().global_get(0).i32_add();
        }
        adds.instructions().end();
        let mut calls = Function::new([]);
        calls.instructions().call(0).end();
        code.function(&adds).function(&calls);
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(place * 16), [b'a' + place as u8]);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions);
        module
            .section(&elements)
            .section(&DataCountSection { count: 1 });
        module.section(&code).section(&data);
        module.finish()
    }

    #[test]
    fn joined_modules_do_what_they_did() {
        let (one, two) = (module(7, 1, false), module(40, 2, true));
        let joined = join(&[&one, &two]).unwrap();
        wasmparser::validate(&joined).unwrap();
        let (mut imports, mut calls, mut placed, mut bytes) = (vec![], vec![], vec![], vec![]);
        for payload in Parser::new(0).parse_all(&joined) {
            match payload.unwrap() {
                Payload::ImportSection(section) => {
                    imports.extend(section.into_imports().map(|import| import.unwrap().name));
                }
                Payload::CodeSectionEntry(body) => {
                    let mut operators = body.get_operators_reader().unwrap();
                    while !operators.eof() {
                        if let wasmparser::Operator::Call { function_index } =
                            operators.read().unwrap()
                        {
                            calls.push(function_index);
                        }
                    }
                }
                Payload::ElementSection(section) => {
                    for element in section {
                        if let wasmparser::ElementItems::Functions(all) = element.unwrap().items {
                            placed.extend(all.into_iter().map(Result::unwrap));
                        }
                    }
                }
                Payload::DataSection(section) => {
                    bytes.extend(section.into_iter().map(|data| data.unwrap().data.to_vec()));
                }
                _ => {}
            }
        }
        assert_eq!(imports, ["table", "memory", "stack"], "each once");
        assert_eq!(calls, [0, 2], "each its own");
        assert_eq!(placed, [1, 3]);
        assert_eq!(bytes, [b"b", b"c"]);
    }

    #[test]
    fn a_module_of_another_program_is_refused() {
        let one = module(7, 1, true);
        assert!(join(&[&one, b"\0asm"]).is_err());
        assert!(join(&[&one, &one[..one.len() - 1]]).is_err());
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let other = Module::new().section(&types).clone().finish();
        assert!(join(&[&one, &other]).is_err());
        let passive = {
            let mut data = DataSection::new();
            data.passive(*b"x");
            Module::new().section(&data).clone().finish()
        };
        assert!(join(&[&passive]).is_err());
    }
}
