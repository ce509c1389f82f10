/**
 * The reassignment search on public problems: files, verifiers that share no code with it, and what
 * the benches print.
 */
package io.gridwright.bench.search;
