/** What serves inside guests: web pages and databases. */
package io.gridwright.emulator.guest.service;
