/** What the api and worker processes have in common: sections of their YAML, and their start. */
package io.gridwright.engine.process;
