/** What is written into guests and run there, through their agent. */
package io.gridwright.activities.guest;
