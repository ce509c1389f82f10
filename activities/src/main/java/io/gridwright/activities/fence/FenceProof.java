package io.gridwright.activities.fence;

import java.time.Instant;

/**
 * That a node ran nothing.
 *
 * @param kind the name of the fence that says so
 * @param evidence a sentence for operators: who says what
 * @param at when it was so; not later than the question
 */
public record FenceProof(String kind, String evidence, Instant at) {}
