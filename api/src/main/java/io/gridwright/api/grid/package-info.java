/** The grid as operators see it: nodes, what is placed where, what does not agree. */
package io.gridwright.api.grid;
