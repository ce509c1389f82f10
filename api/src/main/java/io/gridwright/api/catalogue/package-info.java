/** What may be ordered: plans, images, database engines. */
package io.gridwright.api.catalogue;
