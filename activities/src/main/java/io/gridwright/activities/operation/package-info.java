/** The life of operations and the queue of a configuration, in the ledger. */
package io.gridwright.activities.operation;
