package io.gridwright.scheduler.placement;

/**
 * Why a node can't take a machine even alone.
 *
 * @param text for people; names no node, since customers read it
 * @param shortBy how far it is from fitting, in the rule's own unit; compared within one rule
 */
public record Miss(String text, long shortBy) {}
