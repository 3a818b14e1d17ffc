package ai.valeo.erp.tributary.tests.model;

/** What comes to the centre: a mutation, or a person's ruling. */
public sealed interface Arrived permits Event, RulingEvent {}
