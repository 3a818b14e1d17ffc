/** Product search over the real Northwind products. */
@NullMarked
package ai.valeo.erp.tributary.tests.search;

import org.jspecify.annotations.NullMarked;
