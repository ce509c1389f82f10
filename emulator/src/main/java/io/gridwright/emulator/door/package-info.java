/**
 * The control door: plain HTTP on loopback, behind a bearer token, for whoever plays the weather,
 * the operator and the judge (CONTRACT.md 5).
 */
package io.gridwright.emulator.door;
