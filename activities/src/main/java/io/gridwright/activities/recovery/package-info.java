/** Activities of nodes that are lost. */
package io.gridwright.activities.recovery;
