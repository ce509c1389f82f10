/** From one document of a configuration to another: which components change, and how. */
package io.gridwright.domain.configuration.change;
