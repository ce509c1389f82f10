/**
 * Measurements on a running instance, each beside a baseline of the same run: machines are noisy,
 * ratios less so.
 */
package io.gridwright.bench;
