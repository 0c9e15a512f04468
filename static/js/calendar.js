// The arrow keys walk over the calendar: left and right along a row, up and down over the same day. Tab enters it once.
"use strict";

function spanned(cell) {
  let first = 0;
  for (let before = cell.previousElementSibling; before; before = before.previousElementSibling) first += before.colSpan;
  return { first, until: first + cell.colSpan };
}

function linkOver(row, column) {
  const cell = [...row.cells].find((candidate) => spanned(candidate).until > column);
  return cell?.querySelector("a");
}

function beside(link, step) {
  const links = [...link.closest("tr").querySelectorAll("a")];
  return links[links.indexOf(link) + step];
}

function above(link, step, rows, column) {
  for (let at = rows.indexOf(link.closest("tr")) + step; rows[at]; at += step) {
    const found = linkOver(rows[at], column);
    if (found) return found;
  }
  return null;
}

function edge(link, last) {
  const links = link.closest("tr").querySelectorAll("a");
  return links[last ? links.length - 1 : 0];
}

function walk(table) {
  const rows = [...table.rows];
  const links = [...table.querySelectorAll("a")];
  const enterAt = (link) => links.forEach((other) => { other.tabIndex = other === link ? 0 : -1; });
  let column = null; // the day one came from, kept while going up and down past bars of many days
  const along = (link) => { column = null; return link; };
  const onward = (link, step) => {
    column ??= spanned(link.closest("td, th")).first;
    return above(link, step, rows, column);
  };
  const moves = {
    ArrowLeft: (link) => along(beside(link, -1)),
    ArrowRight: (link) => along(beside(link, 1)),
    ArrowUp: (link) => onward(link, -1),
    ArrowDown: (link) => onward(link, 1),
    Home: (link) => along(edge(link, false)),
    End: (link) => along(edge(link, true)),
  };
  enterAt(table.querySelector("a[aria-current]") || links[0]);
  table.addEventListener("keydown", (event) => {
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey || !event.target.matches("a")) return;
    event.preventDefault();
    move(event.target)?.focus();
  });
  table.addEventListener("focusin", (event) => enterAt(event.target));
}

document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("table[data-calendar]").forEach(walk));
