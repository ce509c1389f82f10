/** Everything in one JVM with embedded defaults: what {@code ./gridwright up} runs. */
package io.gridwright.standalone;
