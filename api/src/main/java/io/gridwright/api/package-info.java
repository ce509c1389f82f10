/** The REST front: CONTRACT sections 2 to 4 over HTTP, and nothing decided here. */
package io.gridwright.api;
