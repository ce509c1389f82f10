/** Sign-up, log-on and the account itself. */
package io.gridwright.api.account;
