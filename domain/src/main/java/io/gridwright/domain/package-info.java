/** Gridwright domain. */
package io.gridwright.domain;
