//! Spoils inputs by the grammar: what comes out still has the look of a flow, and is one no more.

use proc_macro2::Delimiter;

use crate::corpus::Entry;
use crate::dice::Dice;
use crate::doors::{Case, Door};
use crate::tree::{self, Tree};
use crate::words::{LITERALS, NAMES, OPERATORS, SNIPPETS, WORDS};

/// Inputs do not grow beyond so many tokens.
const LONGEST: usize = 500;

/// The case of this number: an entry of the corpus, spoiled one to three times.
pub fn case(corpus: &[Entry], snippets: &[Vec<Tree>], seed: u64, number: u64) -> Case {
    let mut dice = Dice::new(seed, number);
    let mut entry = dice.pick(corpus).clone();
    let mut spoiler = Spoiler { corpus, snippets, dice: &mut dice };
    let times = 1 + spoiler.dice.below(3) * spoiler.dice.below(2);
    for _ in 0..times {
        let attribute = !entry.attribute.is_empty() && spoiler.dice.permille(300)
            || entry.door == Door::Agent && spoiler.dice.permille(50);
        match attribute {
            true => spoiler.spoil(&mut entry.attribute, 0),
            false => spoiler.spoil(&mut entry.item, 0),
        }
        if tree::size(&entry.item) > LONGEST {
            break;
        }
    }
    Case { door: entry.door, attribute: tree::print(&entry.attribute), item: tree::print(&entry.item) }
}

/// The snippets as trees.
pub fn snippets() -> Vec<Vec<Tree>> {
    SNIPPETS.iter().filter_map(|text| text.parse().ok()).map(tree::read).collect()
}

struct Spoiler<'a> {
    corpus: &'a [Entry],
    snippets: &'a [Vec<Tree>],
    dice: &'a mut Dice,
}

impl Spoiler<'_> {
    /// Spoils these, or a group in them.
    fn spoil(&mut self, trees: &mut Vec<Tree>, depth: u32) {
        let groups: Vec<usize> = (0..trees.len()).filter(|at| matches!(trees[*at], Tree::Group(..))).collect();
        if !groups.is_empty() && self.dice.permille(800) && depth < 40 {
            // The last group is a body more often than not.
            let at = if self.dice.permille(500) { groups[groups.len() - 1] } else { *self.dice.pick(&groups) };
            if let Tree::Group(_, inside) = &mut trees[at] {
                return self.spoil(inside, depth + 1);
            }
        }
        match self.dice.permille(400) {
            true => self.meaningful(trees),
            false => self.spoil_here(trees),
        }
    }

    /// Puts something that means something where a statement or an argument may stand, so that more than the parser is met.
    fn meaningful(&mut self, trees: &mut Vec<Tree>) {
        let ends = |tree: &Tree| matches!(tree, Tree::Leaf(text) if text == ";" || text == ",");
        let mut places: Vec<usize> = (0..trees.len()).filter(|at| ends(&trees[*at])).map(|at| at + 1).collect();
        places.push(0);
        let at = *self.dice.pick(&places);
        let piece = match self.dice.below(3) {
            0 => self.dice.pick(self.snippets).clone(),
            1 => trees[at..].split_inclusive(ends).next().unwrap_or_default().to_vec(),
            _ => self.statement(),
        };
        trees.splice(at..at, piece);
    }

    /// A statement or an argument from anywhere in the corpus.
    fn statement(&mut self) -> Vec<Tree> {
        let corpus = self.corpus;
        let mut trees = &self.dice.pick(corpus).item;
        while let Some(Tree::Group(_, inside)) = trees.iter().rfind(|tree| matches!(tree, Tree::Group(..)))
            && !inside.is_empty()
            && self.dice.permille(850)
        {
            trees = inside;
        }
        let statements: Vec<&[Tree]> =
            trees.split_inclusive(|tree| matches!(tree, Tree::Leaf(text) if text == ";" || text == ",")).collect();
        if statements.is_empty() {
            return Vec::new();
        }
        self.dice.pick(&statements).to_vec()
    }

    fn spoil_here(&mut self, trees: &mut Vec<Tree>) {
        let at = self.dice.below(trees.len() + 1);
        let there = at < trees.len();
        match self.dice.below(20) {
            0 | 1 if there => drop(trees.remove(at)),
            2 if there => drop(trees.drain(at..(at + 1 + self.dice.below(6)).min(trees.len()))),
            3 if there => trees.insert(at, trees[at].clone()),
            4 if there => {
                let other = self.dice.below(trees.len());
                trees.swap(at, other);
            }
            5..=7 if there => trees[at] = self.leaf(),
            8 | 9 => trees.insert(at, self.leaf()),
            10 | 11 => {
                let snippet = self.dice.pick(self.snippets).clone();
                trees.splice(at..at, snippet);
            }
            12 | 13 => {
                let piece = self.piece();
                let end = if self.dice.permille(500) { (at + piece.len()).min(trees.len()) } else { at };
                trees.splice(at..end, piece);
            }
            14 if there => self.wrap(trees, at),
            15 if there => self.unwrap(trees, at),
            16 => self.repeat(trees, at),
            17 if there => self.delimiter(&mut trees[at]),
            18 => trees.truncate(at),
            _ => self.generics(trees, at),
        }
    }

    fn leaf(&mut self) -> Tree {
        let list = *self.dice.pick(&[WORDS, WORDS, OPERATORS, OPERATORS, LITERALS, NAMES]);
        Tree::Leaf((*self.dice.pick(list)).to_owned())
    }

    /// Some neighbours from anywhere in the corpus.
    fn piece(&mut self) -> Vec<Tree> {
        let corpus = self.corpus;
        let mut trees = &self.dice.pick(corpus).item;
        while let Some(Tree::Group(_, inside)) =
            trees.iter().rfind(|tree| matches!(tree, Tree::Group(_, inside) if !inside.is_empty()))
            && self.dice.permille(750)
        {
            trees = inside;
        }
        let from = self.dice.below(trees.len());
        let to = (from + 1 + self.dice.below(12)).min(trees.len());
        trees.get(from..to).unwrap_or_default().to_vec()
    }

    fn delimiter_of_choice(&mut self) -> Delimiter {
        *self.dice.pick(&[Delimiter::Parenthesis, Delimiter::Brace, Delimiter::Bracket, Delimiter::None])
    }

    /// Puts some into a group, now and then into many.
    fn wrap(&mut self, trees: &mut Vec<Tree>, at: usize) {
        let end = (at + 1 + self.dice.below(4)).min(trees.len());
        let mut inside: Vec<Tree> = trees.drain(at..end).collect();
        let deep = if self.dice.permille(40) { 1 + self.dice.below(150) } else { 1 };
        let delimiter = self.delimiter_of_choice();
        for _ in 0..deep {
            inside = vec![Tree::Group(delimiter, inside)];
        }
        trees.splice(at..at, inside);
    }

    fn unwrap(&mut self, trees: &mut Vec<Tree>, at: usize) {
        if let Tree::Group(_, inside) = &mut trees[at] {
            let inside = std::mem::take(inside);
            if self.dice.permille(700) {
                trees.splice(at..=at, inside);
            }
        }
    }

    /// The same again and again: `!!!!x`, `a.b().b().b()`, `if … else if … else if …`.
    fn repeat(&mut self, trees: &mut Vec<Tree>, at: usize) {
        let end = (at + 1 + self.dice.below(5)).min(trees.len());
        let run: Vec<Tree> = trees.get(at..end).unwrap_or_default().to_vec();
        let most = (LONGEST / tree::size(&run).max(1)).max(1);
        let times = if self.dice.permille(80) { self.dice.below(most) } else { self.dice.below(3) };
        for _ in 0..times {
            trees.splice(at..at, run.clone());
        }
    }

    fn delimiter(&mut self, this: &mut Tree) {
        let wanted = self.delimiter_of_choice();
        if let Tree::Group(delimiter, _) = this {
            *delimiter = wanted;
        }
    }

    /// Angle brackets are no groups, so they need not match.
    fn generics(&mut self, trees: &mut Vec<Tree>, at: usize) {
        let text = *self.dice.pick(&["<", ">", "::<", "<T>", "<'a>", "::<A<B<C", ">>>", "<{", "-> A<", "<A = B>"]);
        let Ok(tokens) = text.replace('{', "").parse() else { return };
        trees.splice(at..at, tree::read(tokens));
    }
}
