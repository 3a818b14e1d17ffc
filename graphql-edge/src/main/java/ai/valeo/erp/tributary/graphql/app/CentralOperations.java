package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.cache.ChangeLog;
import ai.valeo.erp.tributary.graphql.cache.ResponseCache;
import ai.valeo.erp.tributary.graphql.document.CentreTypes;
import ai.valeo.erp.tributary.graphql.document.NormalForms;
import ai.valeo.erp.tributary.graphql.fetch.OperationFields;
import ai.valeo.erp.tributary.graphql.observe.Clocks;
import ai.valeo.erp.tributary.graphql.observe.OperationLog;
import ai.valeo.erp.tributary.graphql.schema.CentralSchema;
import ai.valeo.erp.tributary.graphql.schema.OperationWatch;
import ai.valeo.erp.tributary.graphql.view.ViewListener;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaParser;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/** What stands around the centre's operations: kept answers, and statistics. Any thread. */
public final class CentralOperations implements ViewListener {

  private final ChangeLog changes = new ChangeLog();
  private final OperationLog log;
  private final OperationWatch watch;

  /** With nothing kept yet. */
  public CentralOperations(OperationSettings settings, MeterRegistry meters) {
    NormalForms forms = new NormalForms();
    Clocks clocks = new Clocks(System::nanoTime, InstantSource.system());
    CentreTypes types = new CentreTypes(new SchemaParser().parse(CentralSchema.sdl()));
    ResponseCache cache =
        new ResponseCache(
            new ResponseCache.Parts(types, forms, changes, meters),
            settings.cache(),
            clocks.nanos());
    log = new OperationLog(forms, settings.observe(), clocks, meters);
    watch = log.around(cache);
  }

  /** What stands around operations. */
  public OperationWatch watch() {
    return watch;
  }

  /** Adds the fetchers of the statistics. */
  public RuntimeWiring.Builder into(RuntimeWiring.Builder wiring) {
    OperationFields.into(wiring, log);
    return wiring;
  }

  @Override
  public void changed(String entityType, String entityId) {
    changes.changed(entityType, entityId);
  }

  @Override
  public void everythingChanged() {
    changes.everythingChanged();
  }
}
