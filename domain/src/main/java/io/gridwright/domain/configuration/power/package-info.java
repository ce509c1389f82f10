/** Switching components on and off: what may be asked, and in which order it is done. */
package io.gridwright.domain.configuration.power;
