"""Counts the queries of a request that carries `X-Count`; other requests pass untouched."""

from django.db import connection


class CountQueries:
    """Answers with the number of queries in the header X-Queries."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "X-Count" not in request.headers:
            return self.get_response(request)
        seen = []

        def count(execute, sql, params, many, context):
            seen.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response.headers["X-Queries"] = str(len(seen))
        return response
