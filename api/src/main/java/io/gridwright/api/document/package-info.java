/** What this door says of itself: the OpenAPI document and a page to try it. */
package io.gridwright.api.document;
