/** Operations on the wire: what was asked, how far it is, how it ended. */
package io.gridwright.api.operation;
