/** The process that carries out workflows and activities. */
package io.gridwright.worker;
