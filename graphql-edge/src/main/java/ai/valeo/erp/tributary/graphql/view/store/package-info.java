/** Settings of the embedded RocksDB stores of the views. */
@NullMarked
package ai.valeo.erp.tributary.graphql.view.store;

import org.jspecify.annotations.NullMarked;
