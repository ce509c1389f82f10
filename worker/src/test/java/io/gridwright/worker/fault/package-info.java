/** What must hold whatever fails: each activity lost, doubled, killed, outlived by a zombie. */
package io.gridwright.worker.fault;
