package no.rapportmottak.campaign.small;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

/** Before and after each commit of the ledger, named after the step whose work it commits: of a group, the last. */
final class CommitPoints implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof TransactionOperations real) {
            return new Named(real);
        }
        return bean instanceof DataSource real && !(bean instanceof DelegatingDataSource) ? new Watched(real) : bean;
    }

    /** The thread that commits is not the step's. */
    private record Named(TransactionOperations real) implements TransactionOperations {

        @Override
        public <T> T execute(TransactionCallback<T> work) {
            String step = StepPoints.now();
            return real.execute(status -> {
                StepPoints.isNow(step);
                return work.doInTransaction(status);
            });
        }
    }

    private static final class Watched extends DelegatingDataSource {

        Watched(DataSource real) {
            super(real);
        }

        @Override
        public Connection getConnection() throws SQLException {
            return watched(super.getConnection());
        }

        private static Connection watched(Connection real) {
            return (Connection) Proxy.newProxyInstance(CommitPoints.class.getClassLoader(), new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        if (!method.getName().equals("commit")) {
                            return call(real, method, arguments);
                        }
                        String point = "commit in " + StepPoints.now();
                        Points.reached(point + " before");
                        Object result = call(real, method, arguments);
                        Points.reached(point + " after");
                        return result;
                    });
        }

        private static Object call(Connection real, Method method, Object[] arguments) throws Throwable {
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
