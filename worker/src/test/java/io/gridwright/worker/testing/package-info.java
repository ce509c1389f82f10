/**
 * The whole engine for a test: emulated grid, real database, Temporal, worker processes that can be
 * killed, and one question at the end: does the ledger equal the grid?
 */
package io.gridwright.worker.testing;
