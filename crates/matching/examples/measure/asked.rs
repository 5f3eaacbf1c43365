//! What is asked on the command line of the measures.

use std::path::PathBuf;

/// Which sets, how large, and what is told of them.
#[derive(Debug, Default)]
pub struct Asked {
    pub sets: Vec<String>,
    pub records: usize,
    pub questions: usize,
    pub seed: u64,
    pub folders: Vec<PathBuf>,
    /// Columns that are emptied before measuring.
    pub without: Vec<String>,
    /// The council's agencies linked with the others, in place of doubles looked for among all.
    pub link: bool,
    pub faults: bool,
    pub cultures: bool,
    pub times: bool,
    /// So many missed questions are asked again with everybody compared, and the most that can be hoped for is told.
    pub everybody: usize,
    /// What the pairs of which clusters of strangers are made have in common.
    pub kinds: bool,
    /// So many wrong pairs and so many missed ones are printed.
    pub show: usize,
}

impl Asked {
    /// # Errors
    /// The word that is not understood.
    pub fn of(words: impl Iterator<Item = String>) -> Result<Asked, String> {
        let mut asked = Asked { records: 60_000, questions: 4_000, seed: 1, ..Asked::default() };
        let mut words = words;
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
            let number =
                |text: String| text.replace('_', "").parse().map_err(|_| format!("{text} is no number"));
            match word.as_str() {
                "--records" => asked.records = number(value()?)?,
                "--questions" => asked.questions = number(value()?)?,
                "--seed" => asked.seed = number(value()?)? as u64,
                "--everybody" => asked.everybody = number(value()?)?,
                "--show" => asked.show = number(value()?)?,
                "--specs" => asked.folders.push(value()?.into()),
                "--without" => asked.without.push(value()?),
                "--link" => asked.link = true,
                "--faults" => asked.faults = true,
                "--cultures" => asked.cultures = true,
                "--times" => asked.times = true,
                "--kinds" => asked.kinds = true,
                // A search set is made with its register: the word may be said.
                "--register" => {}
                _ if word.starts_with("--") => return Err(format!("{word} is not known")),
                _ => asked.sets.push(word),
            }
        }
        if asked.sets.is_empty() {
            asked.sets.push("first".to_owned());
        }
        Ok(asked)
    }
}
