package ai.valeo.erp.tributary.graphql.security;

import static ai.valeo.erp.tributary.schemas.metrics.Metric.counter;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;

/** Every metric of who asks and how often. */
public enum SecurityMetric implements CataloguedMetric {
  TOKENS_REFUSED(
      counter(
              "tributary.security.tokens.refused",
              "Requests whose token does not hold, by reason.",
              "grows steadily: somebody tries, or a clock is wrong")
          .by("reason")),
  LIMITED(
      counter(
              "tributary.security.requests.limited",
              "Requests refused because their client asks too often, by kind of operation.",
              "grows for 10 minutes")
          .by("operation")),
  DOCUMENTS_REFUSED(
      counter(
          "tributary.security.documents.refused",
          "Requests for documents that are not listed.",
          "above 0 after a release of an app")),
  PERSONAL_READS(
      counter(
              "tributary.security.personal.reads",
              "Answers that show personal data, by entity type.",
              "far above what is usual")
          .by("type"));

  private final Metric metric;

  SecurityMetric(Metric metric) {
    this.metric = metric;
  }

  @Override
  public Metric metric() {
    return metric;
  }
}
