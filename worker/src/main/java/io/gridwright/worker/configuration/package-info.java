/** The YAML of the worker process: every key has its default here. */
package io.gridwright.worker.configuration;
