/** Every refusal as {@code application/problem+json}, and a page that explains each type. */
package io.gridwright.api.problem;
