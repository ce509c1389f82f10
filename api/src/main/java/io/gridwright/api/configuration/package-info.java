/** Configurations on the wire: order, preview, read, delete. */
package io.gridwright.api.configuration;
