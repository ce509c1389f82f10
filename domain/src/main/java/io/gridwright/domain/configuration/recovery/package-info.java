/** What can be done for servers whose node is lost: pure rules. */
package io.gridwright.domain.configuration.recovery;
