package ai.valeo.erp.tributary.graphql.gateway;

import ai.valeo.erp.tributary.graphql.meter.TaggedCounters;

/**
 * What is needed to answer fields of the centre.
 *
 * @param client asks it
 * @param streams what it tells by itself
 * @param cache keeps its answers
 * @param answers counts them by where they came from
 */
record Asking(
    CentreClient client, CentreStreams streams, AnswerCache cache, TaggedCounters answers) {

  void count(String use) {
    answers.increment(use);
  }
}
