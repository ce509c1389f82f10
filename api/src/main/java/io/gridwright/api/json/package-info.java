/** How JSON is read and written on this door. */
package io.gridwright.api.json;
