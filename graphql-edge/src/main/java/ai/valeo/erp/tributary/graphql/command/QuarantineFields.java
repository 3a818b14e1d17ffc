package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.graphql.command.SubmitResult.Accepted;
import ai.valeo.erp.tributary.graphql.command.SubmitResult.Entry;
import ai.valeo.erp.tributary.graphql.command.SubmitResult.Rejected;
import ai.valeo.erp.tributary.graphql.fetch.Fields;
import ai.valeo.erp.tributary.graphql.publish.Verdict;
import ai.valeo.erp.tributary.graphql.publish.Verdict.Ruling;
import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.schema.DeniedException;
import ai.valeo.erp.tributary.graphql.schema.UserInputException;
import ai.valeo.erp.tributary.graphql.trade.Request;
import ai.valeo.erp.tributary.graphql.trade.UserError;
import ai.valeo.erp.tributary.graphql.trade.UserError.Code;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Limits;
import graphql.schema.DataFetchingEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Rulings on records that were set aside. They are named by their places in the topic they came
 * from, and read there, byte by byte: the merging compares them with what it set aside.
 */
final class QuarantineFields {

  /** Partition and offset, as the views name a quarantined record. */
  private static final Pattern ID = Pattern.compile("(\\d{1,9})-(\\d{1,18})");

  private static final int MOST = 20;

  private final RulingDesk rulings;
  private final OriginReader origins;
  private final CommandParts parts;

  QuarantineFields(RulingDesk rulings, OriginReader origins, CommandParts parts) {
    this.rulings = rulings;
    this.origins = origins;
    this.parts = parts;
  }

  void into(Fields<Object> mutation) {
    mutation
        .fetch("requeueQuarantined", field -> rule(field, Ruling.TAKE))
        .fetch("discardQuarantined", field -> rule(field, Ruling.KEEP));
  }

  private CompletableFuture<SubmitResult> rule(DataFetchingEnvironment field, Ruling ruling) {
    if (!Caller.of(field).identity().seesAllWarehouses()) {
      // whose a record is that cannot be read, nobody can tell
      throw DeniedException.ofWarehouse();
    }
    List<String> ids = field.getArgument("ids");
    if (ids == null || ids.isEmpty() || ids.size() > MOST) {
      throw new UserInputException("ids: expected 1 to " + MOST);
    }
    String reason = field.getArgument("reason");
    if (reason == null || reason.isBlank() || reason.length() > Limits.MAX_NOTE_CHARS) {
      throw new UserInputException("reason: expected 1 to 1000 characters");
    }
    var entries = new ArrayList<CompletableFuture<Entry>>();
    for (int i = 0; i < ids.size(); i++) {
      entries.add(one(field, ids.get(i), new Verdict.Decision(ruling, List.of())));
    }
    return SubmitResult.of(entries, 0);
  }

  private CompletableFuture<Entry> one(
      DataFetchingEnvironment field, String id, Verdict.Decision decision) {
    Verdict.OfRecord record = record(id);
    if (record == null) {
      UserError error =
          new UserError(
              Code.NOT_FOUND, "Datensatz " + id + " ist nicht mehr lesbar", List.of("ids"));
      return CompletableFuture.completedFuture(new Rejected(id, error, null));
    }
    String reason = field.getArgument("reason");
    var persons =
        new Verdict.Persons(
            Caller.of(field).identity().subject(), null, reason == null ? "" : reason);
    var verdict =
        new Verdict(
            parts.ids().fresh().get().value(),
            parts.settings().node(),
            record,
            decision,
            persons,
            parts.clock().after(Hlc.ZERO));
    return rulings
        .send(verdict, false, Request.of(field))
        .thenApply(fate -> {
          Accepted told = Accepted.of(id, fate);
          parts.metrics().answered(told.status());
          return told;
        });
  }

  private Verdict.@Nullable OfRecord record(String id) {
    Matcher place = ID.matcher(id);
    if (!place.matches()) {
      return null;
    }
    int partition = Integer.parseInt(place.group(1));
    try {
      return partition < origins.partitions()
          ? origins.read(partition, Long.parseLong(place.group(2)))
          : null;
    } catch (KafkaException e) {
      throw new OverloadedException("The broker does not answer; ask again");
    }
  }
}
