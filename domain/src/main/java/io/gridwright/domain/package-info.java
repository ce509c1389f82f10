/**
 * The vocabulary of Gridwright as records and sealed types, and the rules over them. No framework,
 * no I/O: everything here can be called from workflow code, activities, resources and tests alike.
 */
package io.gridwright.domain;
