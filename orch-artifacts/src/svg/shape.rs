//! Outlines: what a box is shows in its shape and its lines, not only in its colour.

use std::fmt::Write;

use orch_blueprint::FrameKind;

use crate::graph::{Item, Shape};
use crate::layout::{Area, HEAD};
use crate::text::{cut, xml};

/// Whether a box is painted below the edges, because other things stand in it.
pub(super) fn is_frame(shape: Shape) -> bool {
    matches!(shape, Shape::Repeat(_) | Shape::Bundle)
}

/// The class that gives a box its colour.
pub(super) fn class(shape: Shape) -> &'static str {
    match shape {
        Shape::Agent(Some(effect)) | Shape::Pipeline(Some(effect)) => effect.word(),
        Shape::Signal | Shape::Timer => "time",
        _ => "plain",
    }
}

/// How far an edge to the right begins from the area's right edge, because the outline does not fill its area.
pub(super) fn side(shape: Shape) -> i32 {
    if matches!(shape, Shape::Timer) { -2 } else { 0 }
}

/// The outline of a box.
pub(super) fn outline(shape: Shape, area: Area, out: &mut String) {
    let Area { x, y, w, h } = area;
    let (right, bottom, middle_x, middle_y) = (area.right(), area.bottom(), x + w / 2, y + h / 2);
    match shape {
        Shape::Agent(_) => {
            rect("box tint", area, 7, out);
            if shape.is_change() {
                rect("line", inset(area, 3), 5, out);
            }
        }
        Shape::Pipeline(_) => pipeline(shape, area, out),
        Shape::Start | Shape::Return => rect("box", area, h / 2, out),
        Shape::Leave => {
            rect("box", area, h / 2, out);
            rect("line", inset(area, 3), h / 2 - 3, out);
        }
        Shape::Decision => {
            let _ = write!(
                out,
                "<path class=\"box\" d=\"M{middle_x} {y}L{right} {middle_y}L{middle_x} {bottom}L{x} {middle_y}Z\"/>"
            );
        }
        Shape::Join => {
            let _ = write!(out, "<circle class=\"solid\" cx=\"{middle_x}\" cy=\"{middle_y}\" r=\"{}\"/>", w / 2);
        }
        Shape::Race => {
            let _ = write!(out, "<path class=\"box\" d=\"M{x} {y}H{right}L{} {bottom}H{}Z\"/>", right - 16, x + 16);
        }
        Shape::Value => rect("box", area, 0, out),
        Shape::Check => {
            let _ = write!(
                out,
                "<path class=\"box\" d=\"M{} {y}H{}L{right} {}V{}L{} {bottom}H{}L{x} {}V{}Z\"/>",
                x + 8,
                right - 8,
                y + 8,
                bottom - 8,
                right - 8,
                x + 8,
                bottom - 8,
                y + 8
            );
        }
        Shape::Signal => signal(area, out),
        Shape::Timer => timer(area, out),
        Shape::Repeat(kind) => repeat(kind, area, out),
        Shape::Bundle => rect("frame bundle", area, 9, out),
    }
}

/// A box with a bar at each side: a door to another drawing.
fn pipeline(shape: Shape, area: Area, out: &mut String) {
    let Area { x, y, .. } = area;
    let (right, bottom) = (area.right(), area.bottom());
    rect("box tint", area, 2, out);
    let _ = write!(out, "<path class=\"line\" d=\"M{} {y}V{bottom}M{} {y}V{bottom}\"/>", x + 6, right - 6);
    if shape.is_change() {
        let _ = write!(
            out,
            "<path class=\"line\" d=\"M{} {}H{}M{} {}H{}\"/>",
            x + 6,
            y + 3,
            right - 6,
            x + 6,
            bottom - 3,
            right - 6
        );
    }
}

/// A flag that points inwards, with a spark.
fn signal(area: Area, out: &mut String) {
    let Area { x, y, h, .. } = area;
    let (right, bottom, middle_y) = (area.right(), area.bottom(), y + h / 2);
    out.push_str(&tinted(&format!("M{x} {y}H{right}L{} {middle_y}L{right} {bottom}H{x}Z", right - 13)));
    let _ = write!(
        out,
        "<path class=\"line\" d=\"M{} {}L{} {}L{} {}L{} {}\"/>",
        x + 14,
        middle_y - 7,
        x + 10,
        middle_y + 1,
        x + 16,
        middle_y - 1,
        x + 12,
        middle_y + 7
    );
}

/// A hexagon with a clock.
fn timer(area: Area, out: &mut String) {
    let Area { x, y, h, .. } = area;
    let (right, bottom, middle_y) = (area.right(), area.bottom(), y + h / 2);
    out.push_str(&tinted(&format!(
        "M{} {y}H{}L{right} {middle_y}L{} {bottom}H{}L{x} {middle_y}Z",
        x + 13,
        right - 13,
        right - 13,
        x + 13
    )));
    let clock = x + 21;
    let _ = write!(
        out,
        "<circle class=\"line\" cx=\"{clock}\" cy=\"{middle_y}\" r=\"7\"/><path class=\"line\" d=\"M{clock} {}V{middle_y}H{}\"/>",
        middle_y - 5,
        clock + 4
    );
}

fn tinted(d: &str) -> String {
    format!("<path class=\"box tint\" d=\"{d}\"/>")
}

/// A frame: side by side looks like a pile, one after another has a way back.
fn repeat(kind: FrameKind, area: Area, out: &mut String) {
    let Area { x, y, h, .. } = area;
    let right = area.right();
    if kind == FrameKind::Items {
        let bottom = area.bottom();
        let _ = write!(out, "<path class=\"wire order\" d=\"M{} {bottom}v4H{}V{}h-4\"/>", x + 8, right + 4, y + 8);
    }
    rect("frame", area, 9, out);
    if kind != FrameKind::Items {
        let (line, top, low) = (right - 9, y + HEAD, y + h - 12);
        let _ = write!(
            out,
            "<path class=\"wire order\" d=\"M{} {low}Q{line} {low} {line} {}V{top}\"/><path class=\"open\" d=\"M{} {}L{line} {top}L{} {}\"/>",
            line - 8,
            low - 8,
            line - 4,
            top + 7,
            line + 4,
            top + 7
        );
    }
}

/// What is written on a box.
pub(super) fn words(item: &Item, area: Area, out: &mut String) {
    let Area { x, y, w, h } = area;
    let shift = match item.shape {
        Shape::Join if item.ends => return text("title", area.right() + 8, y + h / 2, "?", out),
        Shape::Join => return,
        Shape::Repeat(_) | Shape::Bundle => return head(item, x, y, out),
        Shape::Signal => 4,
        Shape::Timer => 10,
        _ => 0,
    };
    let (middle_x, middle_y) = (x + w / 2 + shift, y + h / 2);
    if item.detail.is_empty() {
        title(item, middle_x, middle_y, out);
    } else {
        title(item, middle_x, middle_y - 7, out);
        text("soft", middle_x, middle_y + 8, &item.detail, out);
    }
    if item.ends {
        let inside = if matches!(item.shape, Shape::Agent(_) | Shape::Value | Shape::Check) { 11 } else { 22 };
        text("title", area.right() - inside, y + 11, "?", out);
    }
}

/// The name of a box, which leads to where its link goes.
fn title(item: &Item, x: i32, y: i32, out: &mut String) {
    let words = xml(&item.title);
    let words = match &item.link {
        Some(link) => format!("<a href=\"{}\">{words}</a>", xml(link)),
        None => words,
    };
    let _ = write!(out, "<text class=\"title\" x=\"{x}\" y=\"{y}\">{words}</text>");
}

/// The title of a frame.
fn head(item: &Item, x: i32, y: i32, out: &mut String) {
    let _ = write!(out, "<text class=\"title at-left\" x=\"{}\" y=\"{}\">{}", x + 12, y + 16, xml(&item.title));
    if !item.detail.is_empty() {
        let _ = write!(out, "<tspan class=\"word\" dx=\"8\">{}</tspan>", xml(&item.detail));
    }
    if item.ends {
        out.push_str("<tspan dx=\"6\">?</tspan>");
    }
    out.push_str("</text>");
}

/// The box of the agent that undoes another.
pub(super) fn undo(area: Area, name: &str, out: &mut String) {
    let Area { x, y, h, .. } = area;
    rect("line undoes", area, 4, out);
    let (sign, middle) = (x + 11, y + h / 2);
    let _ = write!(
        out,
        "<path class=\"line\" d=\"M{} {}H{}Q{} {} {} {}H{}M{} {}L{} {}L{} {}\"/>",
        sign - 4,
        middle - 2,
        sign + 2,
        sign + 5,
        middle + 1,
        sign + 2,
        middle + 4,
        sign - 3,
        sign - 1,
        middle - 5,
        sign - 4,
        middle - 2,
        sign - 1,
        middle + 1
    );
    let _ = write!(out, "<text class=\"at-left\" x=\"{}\" y=\"{middle}\">{}</text>", x + 20, xml(&cut(name, 40)));
}

fn text(class: &str, x: i32, y: i32, words: &str, out: &mut String) {
    let _ = write!(out, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>", xml(words));
}

fn rect(class: &str, area: Area, round: i32, out: &mut String) {
    let Area { x, y, w, h } = area;
    let _ = write!(out, "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"{round}\"/>");
}

fn inset(area: Area, by: i32) -> Area {
    Area { x: area.x + by, y: area.y + by, w: area.w - 2 * by, h: area.h - 2 * by }
}
