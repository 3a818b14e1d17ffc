package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.graphql.view.OutcomeView;

/** What is known of something that was published when its client is answered. */
sealed interface Fate {

  /** It has its outcome. */
  record Answered(OutcomeView outcome) implements Fate {}

  /**
   * The broker has it; its outcome is to come.
   *
   * @param what what it is
   */
  record Pending(Underway.What what) implements Fate {}
}
