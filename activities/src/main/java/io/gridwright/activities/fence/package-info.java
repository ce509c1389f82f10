/** Who can prove that a lost node runs nothing, so that its machines may be built anew. */
package io.gridwright.activities.fence;
