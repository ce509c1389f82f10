/** Live events of a configuration as a stream that can be resumed. */
package io.gridwright.api.event;
