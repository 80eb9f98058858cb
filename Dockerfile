# The site for production. Settings come from the environment, see README.md.
#   web:    docker run -p 8000:8000 --env-file settings.env gebiedswerk
#   worker: docker run --env-file settings.env gebiedswerk python manage.py run_worker
FROM python:3.13-slim AS styles
WORKDIR /app
COPY requirements/vendor.txt requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/vendor.txt
COPY package.json package-lock.json .npmrc ./
COPY config/vendor.py config/
RUN python config/vendor.py --required

FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY requirements/main.txt requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/main.txt
COPY . .
COPY --from=styles /app/static/vendor static/vendor
# The key is for this one step and is not kept; the real one comes from the environment.
RUN SECRET_KEY=only-while-the-image-is-made python manage.py collectstatic --no-input \
    && useradd --system --create-home gebiedswerk \
    && install -d -o gebiedswerk var
USER gebiedswerk
VOLUME /app/var
EXPOSE 8000
# Migrations are a step of their own: docker run … python manage.py migrate
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--no-control-socket"]
