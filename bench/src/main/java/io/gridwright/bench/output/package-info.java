/** Where measurements are written for programs. */
package io.gridwright.bench.output;
