/** What operators decide about placement: which consideration is a wish, which a rule. */
package io.gridwright.domain.placement;
