/** Money and plans on the wire. */
package io.gridwright.api.billing;
