/**
 * The ledger: MySQL schema and repositories. {@link io.gridwright.store.Store} is the door; each
 * public verb behind it is one transaction.
 */
package io.gridwright.store;
