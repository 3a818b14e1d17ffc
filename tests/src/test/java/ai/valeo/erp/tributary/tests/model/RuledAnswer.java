package ai.valeo.erp.tributary.tests.model;

import java.util.List;

/**
 * What became of a ruling.
 *
 * @param ruling the answer to it
 * @param ended the answers to what waited
 */
public record RuledAnswer(Answer ruling, List<Answer> ended) {

  public RuledAnswer {
    ended = List.copyOf(ended);
  }
}
